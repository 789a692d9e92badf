import { copyFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { texts } from '../web/texts.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const web = path.join(root, 'web')
const built = path.join(root, 'dist', 'web')

/** The pages, and where the navigation leads; an article's page is reached from the others. */
const pages = { ask: '/', write: '/write', library: '/library', status: '/status', article: null } as const
type Page = keyof typeof pages
const names = Object.keys(pages) as Page[]

await rm(built, { recursive: true, force: true })
const { metafile } = await build({
  entryPoints: [
    ...names.map((name) => `${web}/${name}/${name}.tsx`),
    `${web}/styles/style.css`,
    `${web}/styles/docs.css`,
  ],
  outdir: built,
  entryNames: '[name]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  tsconfig: `${web}/tsconfig.json`,
  logLevel: 'warning',
  metafile: true,
})
await copyFile(`${web}/icon.svg`, `${built}/icon.svg`)
for (const name of names) await writeFile(`${built}/${name}.html`, page(name))

/** A page's style sheet, and the parts that it shares with others, so that they are loaded at once. */
function linksOf(name: Page): string[] {
  const files = Object.entries(metafile.outputs)
  const [, output] = files.find(([file]) => path.basename(file) === `${name}.js`)!
  const shared = output.imports.filter(({ kind }) => kind === 'import-statement')
  return [
    ...(output.cssBundle === undefined ? [] : [`<link rel="stylesheet" href="/${path.basename(output.cssBundle)}">`]),
    ...shared.map((part) => `<link rel="modulepreload" href="/${path.basename(part.path)}">`),
  ]
}

function page(name: Page): string {
  const links = names
    .filter((other) => pages[other] !== null)
    .map(
      (other) => `<a href="${pages[other]}"${other === name ? ' aria-current="page"' : ''}>${texts.pages[other]}</a>`,
    )
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${texts.pages[name]} · ${texts.product}</title>
    <meta name="description" content="${texts.lead}">
    <link rel="icon" href="/icon.svg">
    <link rel="stylesheet" href="/style.css">
    ${linksOf(name).join('\n    ')}
    <script type="module" src="/${name}.js"></script>
  </head>
  <body class="${name}-page">
    <a class="skip" href="#page">${texts.skip}</a>
    <header class="masthead">
      <a class="wordmark" href="/">${texts.product}</a>
      <nav aria-label="${texts.navigation}">${links.join('')}</nav>
      <div id="masthead-tools"></div>
    </header>
    <main id="page" tabindex="-1"><noscript>${texts.needsScript}</noscript></main>
    <footer><a href="/docs">${texts.pages.api}</a></footer>
  </body>
</html>
`
}
