/** `npm run test:long` sets it: more of the same, such as kills; in the browser tests every look. */
export const isLongRun = process.env.ATTEST_TESTS === 'long'
