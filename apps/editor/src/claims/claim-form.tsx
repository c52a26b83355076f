import { fieldsAreIn } from '../article/form-fields.js'
import { onDemand } from '../design/on-demand.js'

/** The form of the chosen claim. Most controls of the page are in it, so that the page does not wait for its script. */
export const ClaimDetail = onDemand(async () => (await import('./claim-detail.js')).ClaimDetail, {
  waiting: ({ id }) => <div className="claim-detail" id={id} aria-busy="true" />,
})

fieldsAreIn(ClaimDetail)
