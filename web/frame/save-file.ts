/** Gives a text to the browser as a file to save. */
export function saveFile(name: string, mediaType: string, text: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([text], { type: `${mediaType};charset=utf-8` }))
  link.download = name
  link.click()
  // Browsers read it after the click has been handled, some of them much later.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
