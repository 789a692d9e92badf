/** The service as this page calls it. The key is kept in memory only: closing or reloading the page forgets it. */
export function createService() {
  let apiKey = null
  const authorization = () => (apiKey === null ? {} : { Authorization: `Bearer ${apiKey}` })
  return {
    useKey(key) {
      apiKey = key
    },
    holdsKey: () => apiKey !== null,
    get: (address) => fetch(address, { headers: authorization() }),
    ask: (question) =>
      fetch('/api/ask', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', ...authorization() },
        body: JSON.stringify({ question }),
      }),
  }
}
