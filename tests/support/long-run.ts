/** Whether this is `npm run test:long`, which looks at more of the same: every colour scheme, more kills. */
export const isLongRun = process.env.ATTEST_TESTS === 'long'
