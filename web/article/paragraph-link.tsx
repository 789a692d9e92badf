import type { RefObject } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { addressOf } from '../articles/addresses.js'
import { isShown } from '../articles/article-text.js'
import { openHere } from '../frame/open-here.js'
import { texts } from '../texts.js'
import type { WireArticle, WireSpan } from '../wire.js'

interface Props {
  readonly article: WireArticle
  readonly body: RefObject<HTMLElement | null>
  readonly cited: WireSpan | null
  readonly onCite: (span: WireSpan) => void
}

/** As many characters name a paragraph. */
const NAME_CHARACTERS = 60

/**
 * The permanent address of a paragraph, beside the one that is pointed at. It is one link however long the article is:
 * the Tab key stops once, and the arrow keys take it from paragraph to paragraph.
 */
export function ParagraphLink({ article, body, cited, onCite }: Props) {
  const link = useRef<HTMLAnchorElement>(null)
  const [block, setBlock] = useState<HTMLElement | null>(null)
  useEffect(() => {
    const text = body.current!
    const onOver = ({ target }: Event) => {
      const over = target instanceof Element ? target.closest<HTMLElement>('[data-start]') : null
      if (over !== null) setBlock(over)
    }
    text.addEventListener('pointerover', onOver)
    return () => text.removeEventListener('pointerover', onOver)
  }, [])
  const moveTo = (to: Element | null | undefined) => {
    if (!(to instanceof HTMLElement)) return
    setBlock(to)
    to.scrollIntoView({ block: 'nearest', behavior: 'instant' })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    moveTo(event.key === 'ArrowDown' ? block?.nextElementSibling : block?.previousElementSibling)
  }
  const span = block === null ? null : spanOf(article, block)
  const first = article.blocks.find(isShown)?.span
  const target = span ?? first
  if (target === undefined) return null
  return (
    <a
      ref={link}
      class="paragraph-link"
      href={addressOf(article, target)}
      style={{ top: `${block?.offsetTop ?? 0}px` }}
      aria-label={`${texts.article.paragraph}: “${beginningOf(article.text.slice(target.start, target.end))}”`}
      aria-describedby="paragraph-keys"
      onFocus={() => {
        if (link.current!.matches(':focus-visible')) moveTo(firstInView(body.current!, cited))
      }}
      onKeyDown={onKeyDown}
      onClick={(event) => openHere(event, () => onCite(target))}
    >
      <span aria-hidden="true">¶</span>
      <span id="paragraph-keys" class="visually-hidden">
        {texts.article.paragraphHint}
      </span>
    </a>
  )
}

function spanOf({ blocks }: WireArticle, element: HTMLElement): WireSpan | null {
  const start = Number(element.dataset.start)
  return blocks.find(({ span }) => span.start === start)?.span ?? null
}

/** Where one is: at the cited words, if they are in sight, else at the first block that is. */
function firstInView(body: HTMLElement, cited: WireSpan | null): HTMLElement | null {
  const isInView = (element: HTMLElement) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < innerHeight
  }
  const words = cited === null ? null : body.querySelector<HTMLElement>('#cited')
  if (words !== null && isInView(words)) return words.closest<HTMLElement>('[data-start]')
  const blocks = [...body.querySelectorAll<HTMLElement>('[data-start]')]
  return (
    blocks.find((block) => isInView(block) && block.getBoundingClientRect().top >= 0) ?? blocks.find(isInView) ?? null
  )
}

const beginningOf = (text: string): string =>
  text.length <= NAME_CHARACTERS ? text : text.slice(0, NAME_CHARACTERS).replace(/\s*\S*$/, '…')
