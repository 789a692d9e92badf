/*
 * Words whose full stop may not end a sentence, by what has to follow for it to end one.
 * Exact case: `Sun.` is a day, `sun.` ends a sentence. Written without the last full stop.
 */

const words = (list: string): ReadonlySet<string> => new Set(list.trim().split(/\s+/))

/** Something always follows: a name, an explanation. */
const neverLast = words(`
  Mr Mrs Ms Mx Dr Prof Gen Sen Rep Gov Lt Col Capt Cpt Cpl Sgt Maj Cmdr Adm Brig Rev Hon Pres Messrs Mme Mlle Mgr Msgr Fr
  Supt Det Insp Ald Amb Sec Treas Mt Ft Sens Reps Govs Gens Profs Drs MR MRS MS DR
  e.g i.e E.g I.e eg ie cf Cf viz vs Vs v approx ca
`)

/** A number follows, or the sentence ends here: `No. 5`, `Jan. 5`, but `No. He left in Jan. It rained.` */
const beforeNumber = words(`
  No no Nos nos Nr p P pp Pp Fig fig Figs figs Vol vol Vols vols Ch ch Chap chap sec Sect sect Art art Arts Para para par
  Eq eq Eqs Tab Res Reg Rs l ll Ex ex Pt pt Op op
  Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec
`)

/** Ends a sentence only before a word that commonly starts one. */
const sometimesLast = words(`
  Inc Ltd Co Corp LLC Plc plc Cos Bros Jr Sr Esq al ed eds Ed Eds St Ave Blvd Rd Sq Dept dept Univ Assn Est est
  Ala Ariz Calif Colo Conn Fla Ky Md Mich Minn Mont Neb Nev Okla Tenn Tex Va Vt Wis Wyo b c d fl n r ibid Ibid
`)

/** Function words that begin sentences and are hardly ever names, so `in the U.S. The …` splits and `U.S. Army` does not. */
const sentenceStarters = words(`
  The A An This That These Those There Here It Its It's It’s He His She Her They Their We Our You Your My I I'm I’m
  And But Or Nor So Yet If When Whenever While Where Whereas As At By For From In Into Inside On Onto Of Off Out Over Under
  With Within Without To Toward Towards Through Throughout Until Till Upon After Before Since During Despite Between Among
  Amid Against About Above Across Along Although Though Because Unless Once Then Thus Hence Therefore However Moreover
  Furthermore Meanwhile Nevertheless Nonetheless Instead Indeed Still Even Also Only Just Perhaps Maybe Now Today Yesterday
  Not No Yes None Nothing Nobody All Any Both Each Either Every Everyone Few Many Most Much More Several Some Someone Such
  Another Other Others One What Which Who Whose Whom Why How Is Are Was Were Do Does Did Has Have Had Can Could Should Would
  Must According Like Unlike Than Let Let's Let’s Finally First Second Third Last Later Recently Currently
`)

/** What may follow `p.m.` or `Tues.` without starting a sentence. */
const partsOfDates = words(`
  Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
  January February March April May June July August September October November December
  Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Eastern Central Mountain Pacific Greenwich
`)

const weekday = /^(?:Mon|Tues?|Wed|Thu|Thurs?|Fri|Sat|Sun)$/

export const startsSentences = (word: string): boolean => sentenceStarters.has(word)

/**
 * Whether the full stop after `word` belongs to the word, so that the sentence goes on.
 *
 * @param word the word before the full stop, without it: `Mr`, `U.S`, `J`.
 * @param next the following word without opening punctuation, not in lower case; empty if a sign follows.
 * An initial has its full stop: `R.`.
 */
export function keepsItsStop(word: string, next: string): boolean {
  if (neverLast.has(word)) return true
  if (beforeNumber.has(word))
    return /^\p{Lu}?\d/u.test(next) || (/^(?:vol|ch|pt|fig|p)/i.test(word) && /^[IVXLC]+$/.test(next))
  if (weekday.test(word)) return isPartOfDate(next)
  // `World War I. Germany …` is more frequent than a person called I.
  if (word === 'I') return next.endsWith('.')
  if (/^[ap]\.m$/i.test(word)) return isPartOfDate(next) || /^\p{Lu}{2,4}$/u.test(next)
  return (sometimesLast.has(word) || isInitial(word) || isDotted(word)) && !startsSentences(next)
}

const isPartOfDate = (next: string): boolean => partsOfDates.has(next) || /^\d/.test(next)

/** `J`, `J.R.R`, `J.-P`. */
const isInitial = (word: string): boolean => /^(?:\p{Lu}\p{M}*\.-?)*\p{Lu}\p{M}*$/u.test(word)

/** `U.S`, `Ph.D`, `B.Sc`. */
const isDotted = (word: string): boolean => /^\p{L}{1,2}(?:\.\p{L}{1,2})+$/u.test(word)
