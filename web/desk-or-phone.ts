/** One address, two layouts: which one is shown follows the window, and only what is shown is loaded. */
import {
  type AsyncComponentLoader,
  type Component,
  defineAsyncComponent,
  type FunctionalComponent,
  h,
} from 'vue'
import { onPhone } from './shared/device.ts'

type Page = () => Promise<{ default: Component }>

/** @returns a page for the router, which waits for the layout that fits now; the other is loaded when the window asks for it. */
export function deskOrPhone(desk: Page, phone: Page): () => Promise<FunctionalComponent> {
  return async () => {
    const phoneFirst = onPhone.value
    const { default: first } = await (phoneFirst ? phone() : desk())
    const second = defineAsyncComponent((phoneFirst ? desk : phone) as AsyncComponentLoader)
    const either: FunctionalComponent = (props) => h(onPhone.value === phoneFirst ? first : second, props)
    // All that the router gives belongs to the page.
    either.inheritAttrs = false
    // By its name the router knows a component from something that loads one.
    either.displayName = 'DeskOrPhone'
    return either
  }
}
