/** The button in LinkedIn's composer: on and off. */
import { closed, flag, oneOf } from "../guards";

export const buttonRequests = {
  /** Put it on LinkedIn's pages, or take it away from all of them; answered when that is done. */
  composer_button: closed({ type: oneOf("composer_button"), on: flag }),
};

export interface ButtonAnswers {
  composer_button: null;
}
