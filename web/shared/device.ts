/** Which of the two layouts fits: decided by the width of the window, and again when it is turned or drawn. */
import { readonly, ref } from 'vue'

const narrow = matchMedia('(max-width: 640px)')
const phone = ref(narrow.matches)
narrow.addEventListener('change', ({ matches }) => (phone.value = matches))

export const onPhone = readonly(phone)
