import { useEffect, useRef, useState } from 'preact/hooks'
import { signIn } from '../service/service-state.js'
import { texts } from '../texts.js'

/** Exchanges a key for the cookie that this page is answered with. */
export function KeyForm() {
  const input = useRef<HTMLInputElement>(null)
  const [complaint, setComplaint] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  useEffect(() => {
    input.current?.focus()
    // Who has signed in goes on at the page; the form that had the focus is gone.
    return () => document.querySelector<HTMLElement>('#page')?.focus({ preventScroll: true })
  }, [])
  const submit = async (event: SubmitEvent) => {
    event.preventDefault()
    setBusy(true)
    const status = await signIn(input.current!.value.trim()).catch(() => null)
    setBusy(false)
    if (status === 200) return
    setComplaint(complaintOf(status))
    input.current?.focus()
  }
  return (
    <section class="notice key-required" aria-labelledby="key-title">
      <h2 id="key-title">{texts.service.keyTitle}</h2>
      <form onSubmit={submit}>
        <label for="key">{texts.service.keyLabel}</label>
        <div class="row">
          <input
            id="key"
            ref={input}
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="key-hint key-complaint"
          />
          <button type="submit" class="primary" disabled={isBusy}>
            {texts.service.keyUse}
          </button>
        </div>
        <p id="key-hint" class="facts">
          {texts.service.keyHint}
        </p>
        <p id="key-complaint" role="alert">
          {complaint}
        </p>
      </form>
    </section>
  )
}

/** @param status of the refusal; null where nobody answered. */
function complaintOf(status: number | null): string {
  if (status === null) return texts.service.gone
  return status === 401 ? texts.service.keyRefused : texts.service.keyNotTried
}
