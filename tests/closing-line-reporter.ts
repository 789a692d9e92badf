import type { Reporter, TestModule } from 'vitest/node'

/**
 * Ends the run with what was skipped and why, and with one line that any tool can read: `N passed, N failed, N skipped`.
 * With CI set a skip fails the run unless its reason says that this machine cannot do it at all.
 */
export default class ClosingLineReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const counts = { passed: 0, failed: unhandledErrors.length, skipped: 0 }
    const reasons = new Map<string, number>()
    let unexplained = 0
    for (const module of modules) {
      // Where a group's preparation fails its tests count as skipped, so the failure is counted here.
      for (const group of [module, ...module.children.allSuites()]) if (group.errors().length > 0) counts.failed++
      for (const test of module.children.allTests()) {
        const result = test.result()
        if (result.state === 'passed' || result.state === 'failed') counts[result.state]++
        else {
          counts.skipped++
          const reason = (result.state === 'skipped' ? result.note : undefined) ?? `no reason given: ${test.fullName}`
          reasons.set(reason, (reasons.get(reason) ?? 0) + 1)
          if (!CANNOT_BE_DONE_HERE.some((known) => reason.includes(known))) unexplained++
        }
      }
    }
    for (const [reason, count] of reasons) console.log(`${count} × ${reason}`)
    if (process.env.CI && unexplained > 0) {
      console.log(`With CI set, a skip needs a reason that lies in the machine: ${unexplained} have none.`)
      process.exitCode = 1
      counts.failed += unexplained
      counts.skipped -= unexplained
    }
    console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`)
  }
}

/** Reasons that no installation step of ours can mend. */
const CANNOT_BE_DONE_HERE = ['../shared', 'root may read every file', 'may not mount a disk']
