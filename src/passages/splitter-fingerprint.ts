/**
 * Names everything that passages depend on besides the article and the tokenizer. To be changed with every change that
 * gives other texts, metadata, sentences or passages: an index that was built with another one is built anew.
 */
export const splitterFingerprint = 'articles-3/passages-1'
