/** Brings the cited words into view where the address was opened without its `#cited`. */
document.querySelector('#cited')?.scrollIntoView()
