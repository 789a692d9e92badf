/** Verbs that report words. "Claimed" and the like judge, but still report. */
export const REPORTING_VERBS =
  'said|says|told|tells|added|adds|explained|explains|argued|argues|claimed|claims|announced|announces|warned|warns|noted|notes|stated|states|insisted|insists|wrote|writes|replied|recalled|recalls|complained|declared|declares|concluded|concludes|remarked|observed|acknowledged|admitted|confirmed|reported|reports|asked|responded|tweeted|testified'
/** Who speaks without a name of their own: the writer must know that these are not the author's words. */
export const GROUPS =
  'officials|police|authorities|analysts|researchers|scientists|experts|critics|supporters|residents|prosecutors|investigators|organisers|organizers|lawyers|doctors|witnesses|economists|engineers|campaigners'
const BODIES =
  'ministry|agency|report|study|company|government|commission|court|department|council|statement|bank|police|committee|union|association|institute|university|authority|board|charity|paper'
const WORD = "\\p{Lu}[\\p{L}\\p{M}'’-]*"
const TITLE =
  '(?:(?:Dr|Mr|Mrs|Ms|Prof|Professor|Sir|Dame|Judge|Captain|President|Minister|Senator|Mayor|Chancellor)\\.? )?'
const PARTICLE = '(?:(?:van|von|de|der|den|del|della|di|da|la|le|bin|al|of|the|for|and) ){0,3}'
/** They begin sentences in capitals and are nobody's name. */
const NO_NAME =
  '(?!(?:If|When|While|Whether|Nobody|No|None|Whoever|Who|What|Which|Why|How|Everyone|Everybody|Someone|Somebody|Anyone|It|This|That|These|Those|There|Then|But|And|Or|So|Yet|As|In|On|At|By|For|From|After|Before|Since|Once|I|We|You)\\b)'
const NAME = `${NO_NAME}${TITLE}${WORD}(?: (?:\\p{Lu}\\.(?: |$))?${PARTICLE}${WORD}){0,5}`
/** Words of the name of someone who speaks. */
const SPEAKER = `(?:${NAME}|[Tt]he (?:[\\p{L}-]+ ){0,3}(?:${BODIES})|(?:[\\p{Ll}-]+ )?(?:${GROUPS})|[A-Z][a-z]+ (?:${GROUPS})|[Hh]e|[Ss]he|[Tt]hey)`
/** "…, a spokesman for the harbour,": what is said of a speaker between name and verb. */
const ASIDE = '(?:, [^,.;:?!“”"«»]{1,90},| \\([^()]{1,40}\\))?'
/** Whom it was said to. */
const LISTENER = "(?: (?:[\\p{L}\\p{M}’'.-]+ ){0,4}?(?:[\\p{L}\\p{M}’'-]+))?"

const pattern = (source: string): RegExp => new RegExp(source, 'u')

/** After the closing mark: ", said X" and "X, a keeper, said". */
export const AFTER_QUOTE = [
  pattern(`^[,.]?\\s*(?:${REPORTING_VERBS}) (?<speaker>${SPEAKER})(?=[,.;:]|\\s|$)`),
  pattern(
    `^[,.]?\\s*(?<speaker>${SPEAKER})${ASIDE} (?:has |had |also |later |then )?(?:${REPORTING_VERBS})(?=[,.;:]|\\s|$)`,
  ),
  pattern(`^[,.]?\\s*according to (?<speaker>${SPEAKER})(?=[,.;:]|\\s|$)`),
]

/** Before the opening mark: "X said: " and "according to X, ". */
export const BEFORE_QUOTE = [
  pattern(
    `(?:^|[\\s,.;:—–-])(?<speaker>${SPEAKER})${ASIDE} (?:has |had |also |later |then )?(?:${REPORTING_VERBS})${LISTENER}(?:,|:| that|)\\s*$`,
  ),
  pattern(`(?:^|\\s)[Aa]ccording to (?<speaker>${SPEAKER})[,:]\\s*$`),
]

/** A sentence without quotation marks: what comes after the match is reported. */
export const BEFORE_CLAUSE = [
  pattern(
    `^(?:[^,“”"]{1,40}, )?(?<speaker>${SPEAKER})${ASIDE} (?:has |had |also |later |then )?(?:told|tells) ${"(?:[\\p{L}\\p{M}’'.-]+ ){1,5}?"}that `,
  ),
  pattern(
    `^(?:[^,“”"]{1,40}, )?(?<speaker>${SPEAKER})${ASIDE} (?:has |had |also |later |then )?(?!told|tells|asked)(?:${REPORTING_VERBS}) (?:on \\p{Lu}\\p{L}+ )?that `,
  ),
  pattern(`^[Aa]ccording to (?<speaker>${SPEAKER}), `),
]
/** What comes before the match is reported. */
export const AFTER_CLAUSE = [
  pattern(`, (?<speaker>${SPEAKER})${ASIDE} (?!told|tells|asked)(?:${REPORTING_VERBS})(?: on \\p{Lu}\\p{L}+)?\\.$`),
  pattern(`,? according to (?<speaker>${SPEAKER})\\.$`),
]
