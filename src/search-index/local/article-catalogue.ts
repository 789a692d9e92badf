import { articleFilter } from '../filters.js'
import type { ArticleSummary, Filters } from '../search-index.js'
import type { AllowedPassages } from './dense-search.js'
import { passageId } from './indexable.js'
import { passagesOf, type Segment } from './segment.js'
import type { StoredArticle } from './segment-files.js'
import { liveArticles, type VersionSegment } from './version-segment.js'

/** An article and where its passages are. */
export interface CataloguedArticle {
  readonly summary: ArticleSummary
  readonly stored: StoredArticle
  readonly segment: Segment
  /** Its place among the articles of its segment. */
  readonly place: number
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

/** The articles of a version; passages are numbered through its segments in order, those of dead articles too. */
export class ArticleCatalogue {
  /** Passages that have a number. */
  readonly passageCount: number
  /** Passages of the version's articles; null where that is all of them. */
  readonly live: AllowedPassages | null
  private readonly articles: readonly CataloguedArticle[]
  private readonly byId: ReadonlyMap<string, CataloguedArticle>
  private readonly byAlias = new Map<string, CataloguedArticle>()
  /** Per passage, its article's place in `articles`. */
  private readonly articleOf: Uint32Array
  /** Per article, its place in the order of passage ids. */
  private readonly articleRank: Uint32Array
  private readonly selections = new Map<string, Selection>()

  constructor(segments: readonly VersionSegment[]) {
    this.articles = catalogue(segments)
    this.byId = new Map(this.articles.map((article) => [article.stored.id, article]))
    for (const article of this.articles) {
      for (const alias of article.stored.aliases) if (!this.byAlias.has(alias)) this.byAlias.set(alias, article)
    }
    this.passageCount = segments.reduce((sum, { entry }) => sum + entry.passages, 0)
    this.articleOf = new Uint32Array(this.passageCount)
    for (const [place, article] of this.articles.entries()) {
      this.articleOf.fill(place, article.firstPassage, article.endPassage)
    }
    this.articleRank = articleRanks(this.articles)
    this.live = segments.every(({ entry }) => entry.tombstones.length === 0) ? null : this.allowed(this.articles)
  }

  /** Whether the id of one passage comes before that of another one. Looked at only where scores are equal. */
  readonly comesBefore = (passage: number, other: number): boolean => {
    const [article, otherArticle] = [this.articleOf[passage]!, this.articleOf[other]!]
    if (article !== otherArticle) return this.articleRank[article]! < this.articleRank[otherArticle]!
    return this.passageId(passage) < this.passageId(other)
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
      return { articles: this.articles, passages: this.live, passageCount: this.live?.count ?? this.passageCount }
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
    const passages = this.allowed(articles)
    return { articles, passages, passageCount: passages.count }
  }

  private allowed(articles: readonly CataloguedArticle[]): AllowedPassages {
    const flags = new Uint8Array(this.passageCount)
    let count = 0
    for (const { firstPassage, endPassage } of articles) {
      flags.fill(1, firstPassage, endPassage)
      count += endPassage - firstPassage
    }
    return { flags, count }
  }
}

/** Ordered by id. */
function catalogue(segments: readonly VersionSegment[]): CataloguedArticle[] {
  let base = 0
  const articles: CataloguedArticle[] = []
  for (const each of segments) {
    const { segment, entry } = each
    for (const { stored, place } of liveArticles(each)) {
      const { first, count } = passagesOf(segment, place)
      const [firstPassage, endPassage] = [base + first, base + first + count]
      articles.push({ summary: summaryOf(stored), stored, segment, place, base, firstPassage, endPassage })
    }
    base += entry.passages
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

/** A passage's id goes on with a full stop after its article's, and that comes after `-`: "a-b." stands before "a.". */
function articleRanks(articles: readonly CataloguedArticle[]): Uint32Array {
  const names = articles.map(({ stored }) => `${stored.id}.`)
  const byName = names.map((_, place) => place).sort((one, other) => (names[one]! < names[other]! ? -1 : 1))
  const rank = new Uint32Array(articles.length)
  for (const [order, place] of byName.entries()) rank[place] = order
  return rank
}
