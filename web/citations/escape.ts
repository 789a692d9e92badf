/** Whatever begins something in CommonMark stays a character, and several lines become one. */
export const escapeMarkdown = (text: string): string =>
  text.replace(/\s*\n\s*/g, ' ').replace(/[\\`*_{}[\]<>#|~$!&]/g, '\\$&')

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
