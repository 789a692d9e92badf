import { Agent, request } from 'node:http'
import { plainQuestion } from '../scale/synthetic-passages.js'

/** Asks over connections that stay open, with as little work for the processor as there can be. */
export function askingClient(url: string) {
  const agent = new Agent({ keepAlive: true })
  const headers = { 'Content-Type': 'application/json' }
  return {
    /** @throws where the answer is not 200. */
    search: (number: number): Promise<void> =>
      new Promise((resolve, reject) => {
        const asked = request(`${url}/api/search`, { agent, method: 'POST', headers }, (response) => {
          response.resume()
          response.on('error', reject)
          response.on('end', () =>
            response.statusCode === 200 ? resolve() : reject(new Error(`${response.statusCode}`)),
          )
        })
        asked.on('error', reject)
        asked.end(JSON.stringify({ query: plainQuestion(number) }))
      }),
    close: () => agent.destroy(),
  }
}
