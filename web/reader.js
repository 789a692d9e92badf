/**
 * Shows an article's page in a dialog. A link cannot send an API key, so a service that asks for one
 * is read through here; without a key the link itself is followed.
 * @param {Response} response of `/articles/:id`, whose article is text that the service has escaped
 */
export async function showArticle(dialog, response) {
  const page = new DOMParser().parseFromString(await response.text(), 'text/html')
  dialog.querySelector('div').replaceChildren(document.adoptNode(page.querySelector('article')))
  dialog.showModal()
  dialog.querySelector('#cited')?.scrollIntoView()
}
