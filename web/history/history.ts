import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { keepsData } from '../frame/stored.js'
import type { Conversation } from './exchange.js'

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
  return (await attempt((db) => db.get('conversations', id))) ?? null
}

/** One in which nothing was asked is not kept. */
export async function saveConversation(conversation: Conversation): Promise<void> {
  if (conversation.exchanges.length === 0) await deleteConversation(conversation.id)
  else await attempt((db) => db.put('conversations', conversation))
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
