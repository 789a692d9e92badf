import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { keepsData } from '../frame/stored.js'
import type { Conversation, Exchange } from './exchange.js'

interface HistorySchema extends DBSchema {
  conversations: { key: string; value: Conversation; indexes: { updatedAt: number } }
}

let opened: Promise<IDBPDatabase<HistorySchema>> | null = null

function database(): Promise<IDBPDatabase<HistorySchema>> {
  opened ??= openDB<HistorySchema>('attest', 1, {
    upgrade(db) {
      db.createObjectStore('conversations', { keyPath: 'id' }).createIndex('updatedAt', 'updatedAt')
    },
  })
  return opened
}

/** Newest first; none where this browser keeps nothing. */
export async function allConversations(): Promise<Conversation[]> {
  const all = await attempt((db) => db.getAllFromIndex('conversations', 'updatedAt'))
  return (all ?? []).reverse()
}

export async function findConversation(id: string): Promise<Conversation | null> {
  const found = await attempt((db) => db.get('conversations', id))
  noteKnown(found?.exchanges ?? [])
  return found ?? null
}

/**
 * One in which nothing was asked is not kept. What another window has asked in the same conversation meanwhile stays
 * in it.
 */
export async function saveConversation(conversation: Conversation): Promise<void> {
  await attempt(async (db) => {
    const transaction = db.transaction('conversations', 'readwrite')
    const kept = await transaction.store.get(conversation.id)
    const ofOthers = kept?.exchanges.filter(({ id }) => !known.has(id)) ?? []
    noteKnown(conversation.exchanges)
    const exchanges = [...ofOthers, ...conversation.exchanges].sort((a, b) => a.askedAt - b.askedAt)
    if (exchanges.length === 0) await transaction.store.delete(conversation.id)
    else await transaction.store.put({ ...conversation, exchanges })
    await transaction.done
  })
}

/** The exchanges that this page has read or written, by their ids: one that it no longer has was replaced here. */
const known = new Set<string>()

function noteKnown(exchanges: readonly Exchange[]): void {
  for (const { id } of exchanges) known.add(id)
}

export async function deleteConversation(id: string): Promise<void> {
  await attempt((db) => db.delete('conversations', id))
}

export async function deleteAllConversations(): Promise<void> {
  await attempt((db) => db.clear('conversations'))
}

/** A browser that refuses to keep anything (a private window, a full disk) answers questions all the same. */
async function attempt<Result>(run: (db: IDBPDatabase<HistorySchema>) => Promise<Result>): Promise<Result | undefined> {
  try {
    return await run(await database())
  } catch {
    keepsData.value = false
    return undefined
  }
}
