/** At every step of every procedure, everybody tries what is not theirs or not yet: on both engines. The ordinary procedure is tried with the stories of cases. */
import { onEmbedded, onZeebe } from '../../engine-under-test.ts'
import { openWholeBureau } from '../whole-bureau.ts'
import { otherOrders } from './every-order.ts'

describe('the order of steps on the embedded engine', () =>
  otherOrders(() => openWholeBureau({ engine: onEmbedded })))
describe('the order of steps on Zeebe', () => otherOrders(() => openWholeBureau({ engine: onZeebe })))
