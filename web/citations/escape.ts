/** Whatever begins something in CommonMark stays a character, and several lines become one. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/\s*[\n\r]\s*/g, ' ')
    .replace(/[\\`*_{}[\]<>#|~$!&]/g, '\\$&')
    // At the start of a line these begin a list or underline a heading.
    .replace(
      /^(\s*)([-+=])(?=[\s=-]|$)|^(\s*\d+)([.)])(?=\s|$)/,
      (_, space = '', sign = '', number = '', stop = '') => `${space}${number}\\${sign}${stop}`,
    )

export const escapeHtml = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
