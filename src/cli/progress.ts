import type { ModelDownload } from '../attest.js'
import type { IngestProgress } from '../ingest.js'
import type { Output } from './output.js'

const BAR_WIDTH = 24
const PLAIN_EVERY_MS = 5_000

/** A bar on a terminal; a plain line now and then elsewhere, so that a log shows that work goes on. */
export function progressReporter(output: Output): (progress: IngestProgress) => void {
  let lastPlainMs = 0
  return (progress) => {
    if (output.interactive) return output.status(`${bar(progress)} ${facts(progress)}`)
    if (progress.elapsedMs - lastPlainMs < PLAIN_EVERY_MS) return
    lastPlainMs = progress.elapsedMs
    output.note(facts(progress))
  }
}

/** A bar for the file that is being downloaded on a terminal; a line a file elsewhere. */
export function downloadReporter(output: Output): (download: ModelDownload) => void {
  let announced = ''
  return ({ model, file, percent }) => {
    if (output.interactive)
      return output.status(`${filledBar(percent / 100)} ${model}: ${file}, ${Math.round(percent)} %`)
    if (announced === file) return
    announced = file
    output.note(`Downloading ${model}: ${file}`)
  }
}

const bar = ({ filesDone, files }: IngestProgress): string => filledBar(files === 0 ? 1 : filesDone / files)

function filledBar(share: number): string {
  const filled = Math.round(BAR_WIDTH * Math.min(1, Math.max(0, share)))
  return `[${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}]`
}

function facts({ filesDone, files, passages, characters, elapsedMs }: IngestProgress): string {
  const seconds = Math.max(elapsedMs / 1000, 0.001)
  const perSecond = (count: number) => Math.round(count / seconds).toLocaleString('en')
  const left = filesDone === 0 ? '' : `, ${duration((seconds * (files - filesDone)) / filesDone)} left`
  const rates = `${perSecond(filesDone)} articles/s, ${perSecond(passages)} passages/s, ${perSecond(characters)} characters/s`
  return `${filesDone}/${files} articles, ${rates}${left}`
}

export function duration(seconds: number): string {
  const whole = Math.round(seconds)
  if (whole < 60) return `${seconds < 9.95 ? seconds.toFixed(1) : whole} s`
  const minutes = Math.floor(whole / 60)
  return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
