/** Letters that Unicode does not take apart and that people leave out when they type. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
}

/** The text without regard to case, accents and compatibility forms (`Erdoğan` and `ERDOGAN` are `erdogan`). */
export const foldText = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\p{M}\u00ad]+/gu, '')
    .replace(/[ßæœøłđðþı]/gu, (letter) => plainLetters[letter]!)
