import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { reply } from './messages.js'

/** One of the processes of this folder, ready. */
export interface Started {
  readonly child: ChildProcess
  readonly url: string
}

export async function started(file: string, env: NodeJS.ProcessEnv = {}): Promise<Started> {
  const child = fork(path.join(import.meta.dirname, file), {
    execArgv: ['--expose-gc', '--import', 'tsx'],
    env: { ...process.env, ...env },
  })
  const { url } = await reply<'listening'>(child)
  return { child, url }
}

export async function end(child: ChildProcess): Promise<void> {
  child.send({ kind: 'close' })
  await once(child, 'exit')
}
