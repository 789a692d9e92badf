/** Fewer words state nothing by themselves. */
const FEWEST_WORDS = 4
const ASKS = /\?["”’»)\]*_]*$/
/** Words of a writer who speaks for themselves, or says what ought to be. */
const OPINION =
  /\b(?:I|I['’](?:m|ve|d|ll)|[Ww]e|[Ww]e['’](?:re|ve|d|ll)|[Mm]y|[Oo]ur|[Uu]s|me|should|ought|[Pp]erhaps|[Mm]aybe|[Aa]rguably|[Hh]opefully|[Ll]et['’]s)\b/u
/** A verb first gives an instruction or says what the text does. */
const INSTRUCTS =
  /^(?:please|imagine|consider|suppose|note|remember|see|think|look|take|try|use|ask|let|make|do not|don['’]t|never|always|keep|start|begin|add|check|read|write|compare|find|choose|give)\b(?!s)/i
const SPEAKS_OF_ITSELF =
  /\b(?:this|the present|the following|the next|the last) (?:article|essay|chapter|section|paper|post|piece|draft|part|paragraph)s?\b/i

/**
 * Whether a sentence states something that can be right or wrong: not a question, an opinion, an instruction or a remark
 * about the text itself. A quotation in it is somebody else's: what is inside the marks is not looked at.
 * @param text without markup.
 * @param outside the same without its quotations.
 * @param hasQuotation that somebody said so can be right or wrong too.
 */
export function isCheckable(text: string, outside: string, hasQuotation: boolean): boolean {
  if (hasQuotation) return true
  if (text.split(/\s+/).length < FEWEST_WORDS || ASKS.test(text)) return false
  return !OPINION.test(outside) && !INSTRUCTS.test(outside.trimStart()) && !SPEAKS_OF_ITSELF.test(outside)
}
