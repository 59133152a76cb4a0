/** What an employee did with a suggestion, to be told to the server. */
import { validateShareRequest } from "vertel-schema";
import { closed, oneOf, type Guard } from "../guards";
import type { ShareRequest } from "../shapes";

const isShare: Guard<ShareRequest> = (value): value is ShareRequest => validateShareRequest(value);

export const sharingRequests = {
  /** Remember that a text was inserted or copied; answered when it is safely stored. */
  share: closed({ type: oneOf("share"), share: isShare }),
};

export interface SharingAnswers {
  share: null;
}
