/** Brings the cited words into view; the address may have been opened without its `#cited`. */
document.querySelector('#cited')?.scrollIntoView({ block: 'center' })
