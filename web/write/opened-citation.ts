import { signal } from '@preact/signals'
import type { WireCitation } from '../wire.js'

/** The citation whose article stands beside the findings. */
export const openedCitation = signal<Omit<WireCitation, 'marker'> | null>(null)
