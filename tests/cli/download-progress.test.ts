import { expect, test } from 'vitest'
import { downloadReporter } from '../../src/cli/progress.js'

function recorded(interactive: boolean) {
  const written: string[] = []
  const write = (text: string) => void written.push(text)
  return { written, output: { interactive, line: write, json: () => {}, note: write, status: write } }
}

const download = (file: string, percent: number) => ({ model: 'owner/name', file, percent })

test('a download fills a bar on a terminal', () => {
  const { written, output } = recorded(true)
  const report = downloadReporter(output)
  for (const percent of [0, 50, 100]) report(download('model.onnx', percent))
  expect(written.map((text) => text.slice(0, 26))).toEqual([
    '[........................]',
    '[############............]',
    '[########################]',
  ])
  expect(written[1]).toContain('owner/name: model.onnx, 50 %')
})

test('elsewhere it is a line a file', () => {
  const { written, output } = recorded(false)
  const report = downloadReporter(output)
  for (const percent of [0, 50, 100]) report(download('config.json', percent))
  report(download('model.onnx', 1))
  expect(written).toEqual(['Downloading owner/name: config.json', 'Downloading owner/name: model.onnx'])
})
