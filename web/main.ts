import { createApp } from 'vue'
import App from './app.vue'
import { router } from './router.ts'
import { followVersions, takeWaitingVersion } from './shared/offline/new-version.ts'
import { keepSyncing } from './shared/offline/sync.ts'
import './shared/design.css'

// A new version that came meanwhile is taken before anybody has begun to type.
if (!(await takeWaitingVersion())) {
  createApp(App).use(router).mount('#app')
  keepSyncing()
  followVersions()
}
