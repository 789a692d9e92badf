import { type ComponentChildren, render } from 'preact'
import { TrayTool } from './citations/tray-tool.js'
import { KeyForm } from './frame/key-form.js'
import { ServiceNotices } from './frame/notices.js'
import { keyNeeded, session, signOut, watchService } from './service/service-state.js'
import { texts } from './texts.js'

/** Puts a page into the frame that every page has: what the service is up to, and the key where one is needed. */
export function mount(page: ComponentChildren): void {
  render(<Frame>{page}</Frame>, document.querySelector('#page')!)
  render(<TrayTool />, document.querySelector('#masthead-tools')!)
  void watchService()
}

/** The page stays while a key is asked for, so that nothing that was written into it is lost. */
function Frame({ children }: { readonly children: ComponentChildren }) {
  return (
    <>
      <ServiceNotices />
      {keyNeeded.value && <KeyForm />}
      {children}
      {session.value?.required === true && session.value.signedIn && (
        <p class="sign-out">
          <button type="button" class="small" onClick={() => void signOut()}>
            {texts.service.signOut}
          </button>
        </p>
      )}
    </>
  )
}
