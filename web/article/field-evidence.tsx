import { addressOf } from '../articles/addresses.js'
import { isShown } from '../articles/article-text.js'
import { overlap } from '../articles/marked-text.js'
import { authorName, linesOf } from '../articles/names.js'
import { formatDate, formatLanguage } from '../formats.js'
import { openHere } from '../frame/open-here.js'
import { texts } from '../texts.js'
import type { WireArticle, WireSpan } from '../wire.js'

interface Props {
  readonly article: WireArticle
  readonly onShow: (span: WireSpan) => void
}

const fields = Object.keys(texts.article.fields) as (keyof typeof texts.article.fields)[]

/** Where each field was read, so that a wrong one can be mended at its source. */
export function FieldEvidence({ article, onShow }: Props) {
  const labels = texts.article
  return (
    <details class="evidence">
      <summary>{labels.facts}</summary>
      <dl>
        {fields.map((field) => (
          <div key={field}>
            <dt>{labels.fields[field]}</dt>
            <dd>
              <FieldValue article={article} field={field} />
              <ReadIn article={article} field={field} onShow={onShow} />
            </dd>
          </div>
        ))}
        <div>
          <dt>{labels.file}</dt>
          <dd>
            <bdi>{article.sourcePath}</bdi>
          </dd>
        </div>
        <div>
          <dt>{labels.textVersion}</dt>
          <dd>
            <code>{article.textSha256.slice(0, 12)}</code>
          </dd>
        </div>
      </dl>
    </details>
  )
}

interface FieldProps {
  readonly article: WireArticle
  readonly field: keyof typeof texts.article.fields
}

function FieldValue({ article, field }: FieldProps) {
  const value = writtenValue(article.metadata, field)
  return value === '' ? null : (
    <bdi lang={field === 'title' || field === 'standfirst' ? (article.metadata.language ?? undefined) : undefined}>
      {value}
    </bdi>
  )
}

function writtenValue(metadata: WireArticle['metadata'], field: FieldProps['field']): string {
  if (field === 'authors') return metadata.authors.map(authorName).join(', ')
  if (field === 'tags') return metadata.tags.join(', ')
  if (field === 'status') return texts.library.statuses[metadata.status]
  const value = metadata[field]
  if (value === null) return ''
  if (field === 'published' || field === 'updated') return formatDate(value)
  return field === 'language' ? formatLanguage(value) : value
}

function ReadIn({ article, field, onShow }: FieldProps & Pick<Props, 'onShow'>) {
  const labels = texts.article
  const evidence = article.evidence[field]
  if (evidence === undefined) {
    return field === 'status' ? null : <span class="hint">{labels.notFound}</span>
  }
  const { source, key, span, sourceLines } = evidence
  const line = sourceLines === null ? null : linesOf(sourceLines)
  return (
    <span class="hint">
      <bdi>{labels.evidence(labels.sources[source], key, line)}</bdi>
      {span !== null && isInText(article, span) && (
        <>
          {' '}
          <a href={addressOf(article, span)} onClick={(event) => openHere(event, () => onShow(span))}>
            {labels.show}
            <span class="visually-hidden">: {labels.fields[field]}</span>
          </a>
        </>
      )}
    </span>
  )
}

const isInText = ({ blocks }: WireArticle, place: WireSpan): boolean =>
  blocks.some((block) => isShown(block) && overlap(block.span, place) !== null)
