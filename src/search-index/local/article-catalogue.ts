import { articleFilter } from '../filters.js'
import type { ArticleSummary, Filters } from '../search-index.js'
import type { AllowedPassages } from './dense-search.js'
import { passageId } from './indexable.js'
import type { Segment } from './segment.js'
import type { StoredArticle } from './segment-files.js'

/** An article and where its passages are. */
export interface CataloguedArticle {
  readonly summary: ArticleSummary
  readonly stored: StoredArticle
  readonly segment: Segment
  /** The number of the segment's first passage. */
  readonly base: number
  /** Numbers of its passages: from `firstPassage` to before `endPassage`. */
  readonly firstPassage: number
  readonly endPassage: number
}

export interface Selection {
  /** Ordered by id. */
  readonly articles: readonly CataloguedArticle[]
  /** Null means all. */
  readonly passages: AllowedPassages | null
  readonly passageCount: number
}

/** Answers for one version never change, and users mostly ask again under the same filters. */
const rememberedSelections = 16

/** The articles of all segments; passages are numbered through the segments in order. */
export class ArticleCatalogue {
  readonly passageCount: number
  /** Per passage, its place in the order of passage ids. */
  readonly rank: Uint32Array
  private readonly articles: readonly CataloguedArticle[]
  private readonly byId: ReadonlyMap<string, CataloguedArticle>
  private readonly byAlias = new Map<string, CataloguedArticle>()
  /** Per passage, its article's place in `articles`. */
  private readonly articleOf: Uint32Array
  private readonly selections = new Map<string, Selection>()

  constructor(segments: readonly Segment[]) {
    this.articles = catalogue(segments)
    this.byId = new Map(this.articles.map((article) => [article.stored.id, article]))
    for (const article of this.articles) {
      for (const alias of article.stored.aliases) if (!this.byAlias.has(alias)) this.byAlias.set(alias, article)
    }
    this.passageCount = segments.reduce((sum, segment) => sum + segment.passages.starts.length, 0)
    this.articleOf = new Uint32Array(this.passageCount)
    for (const [place, article] of this.articles.entries()) {
      this.articleOf.fill(place, article.firstPassage, article.endPassage)
    }
    this.rank = ranks(this.articles, this.passageCount)
  }

  article(id: string): CataloguedArticle | null {
    return this.byId.get(id) ?? null
  }

  /** Ids come first; an alias that two articles claim is the one's whose id comes first. */
  articleByIdOrAlias(idOrAlias: string): CataloguedArticle | null {
    return this.byId.get(idOrAlias) ?? this.byAlias.get(idOrAlias) ?? null
  }

  articleOfPassage(passage: number): CataloguedArticle {
    return this.articles[this.articleOf[passage]!]!
  }

  passageId(passage: number): string {
    return idOfPassage(this.articleOfPassage(passage), passage)
  }

  /** The number of the passage with this id, null where there is none. */
  passageNumber(id: string): number | null {
    // ARTICLE.HASH.START-END; whatever else it is made of does not come out the same.
    const dot = id.lastIndexOf('.')
    const article = this.byId.get(id.slice(0, Math.max(0, id.lastIndexOf('.', dot - 1))))
    const start = Number.parseInt(id.slice(dot + 1), 10)
    if (article === undefined || Number.isNaN(start)) return null
    const passage = firstFrom(article, start)
    return passage < article.endPassage && id === idOfPassage(article, passage) ? passage : null
  }

  /** The id of the passage that holds this offset of the article's text; null where none does. */
  passageAt(articleId: string, offset: number): string | null {
    const article = this.byId.get(articleId)
    if (article === undefined) return null
    const passage = firstFrom(article, offset + 1) - 1
    const holds = passage >= article.firstPassage && offset < article.segment.passages.ends[passage - article.base]!
    return holds ? idOfPassage(article, passage) : null
  }

  /** @throws {AttestError} `INVALID_FILTER` */
  select(filters: Filters | undefined): Selection {
    if (filters === undefined || Object.values(filters).every((filter) => filter === undefined)) {
      return { articles: this.articles, passages: null, passageCount: this.passageCount }
    }
    const key = JSON.stringify(filters)
    const selection = this.selections.get(key) ?? this.selectAnew(filters)
    this.selections.delete(key)
    this.selections.set(key, selection)
    for (const oldest of this.selections.keys())
      if (this.selections.size > rememberedSelections) this.selections.delete(oldest)
    return selection
  }

  private selectAnew(filters: Filters): Selection {
    const passes = articleFilter(filters)
    const articles = this.articles.filter(({ summary }) => passes(summary))
    const flags = new Uint8Array(this.passageCount)
    for (const { firstPassage, endPassage } of articles) flags.fill(1, firstPassage, endPassage)
    const count = articles.reduce((sum, { firstPassage, endPassage }) => sum + endPassage - firstPassage, 0)
    return { articles, passages: { flags, count }, passageCount: count }
  }
}

/** Ordered by id. */
function catalogue(segments: readonly Segment[]): CataloguedArticle[] {
  let base = 0
  const articles: CataloguedArticle[] = []
  for (const segment of segments) {
    const { articleFirsts, starts } = segment.passages
    for (const [place, stored] of segment.articles.entries()) {
      const [firstPassage, endPassage] = [base + articleFirsts[place]!, base + articleFirsts[place + 1]!]
      articles.push({ summary: summaryOf(stored), stored, segment, base, firstPassage, endPassage })
    }
    base += starts.length
  }
  return articles.sort((one, other) => (one.stored.id < other.stored.id ? -1 : 1))
}

const summaryOf = ({ id, metadata, textSha256, sourceSha256, sourcePath }: StoredArticle): ArticleSummary => ({
  id,
  metadata,
  textSha256,
  sourceSha256,
  sourcePath,
})

/** The first of an article's passages, which are in the order of their spans, that begins at `start` or later; by bisection. */
function firstFrom({ segment, base, firstPassage, endPassage }: CataloguedArticle, start: number): number {
  let [low, high] = [firstPassage, endPassage]
  while (low < high) {
    const middle = (low + high) >> 1
    if (segment.passages.starts[middle - base]! < start) low = middle + 1
    else high = middle
  }
  return low
}

function idOfPassage({ stored, segment, base }: CataloguedArticle, passage: number): string {
  return passageId(stored, segment.passages.starts[passage - base]!, segment.passages.ends[passage - base]!)
}

/** Ids are compared article by article, which spares making all of them at once. */
function ranks(articles: readonly CataloguedArticle[], passageCount: number): Uint32Array {
  const rank = new Uint32Array(passageCount)
  // A passage's id goes on with a full stop, which comes after `-`: "a-b." stands before "a.".
  const byPassageId = [...articles].sort((one, other) => (`${one.stored.id}.` < `${other.stored.id}.` ? -1 : 1))
  let next = 0
  for (const article of byPassageId) {
    const ids: [string, number][] = []
    for (let passage = article.firstPassage; passage < article.endPassage; passage += 1) {
      ids.push([idOfPassage(article, passage), passage])
    }
    for (const [, passage] of ids.sort(([one], [other]) => (one < other ? -1 : 1))) rank[passage] = next++
  }
  return rank
}
