import { texts } from '../texts.js'

/** Where there are no articles, nothing that is found or not found means anything. */
export const EmptyCorpus = () => (
  <p class="notice">
    <strong>{texts.service.empty}</strong> {texts.service.emptyHint}
  </p>
)
