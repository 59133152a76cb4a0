/** What an employee did with a suggestion, to be told to the server. */
import { validateShareRequest } from "vertel-schema";
import { closed, oneOf, uuid, type Guard } from "../guards";
import type { ShareRequest } from "../shapes";

const isShare: Guard<ShareRequest> = (value): value is ShareRequest => validateShareRequest(value);

export const sharingRequests = {
  /** Remember that a text was inserted or copied; answered when it is safely stored. */
  share: closed({ type: oneOf("share"), share: isShare }),
  /** An insertion is not going to be undone any more: tell the server of it. */
  share_stands: closed({ type: oneOf("share_stands"), id: uuid }),
  /** An insertion was undone: forget it. Answers whether that could still be done. */
  share_undone: closed({ type: oneOf("share_undone"), id: uuid }),
};

export interface SharingAnswers {
  share: null;
  share_stands: null;
  share_undone: boolean;
}
