/** What an employee says back, what is said to them, and what their sharing led to. */
import { validateFeedbackRequest, validateIdeaReplyRequest, validateIdeaRequest } from "vertel-schema";
import type { Feedback, FeedbackRequest, Idea, IdeaReplyRequest, IdeaRequest, Impact, Thanks } from "vertel-schema";
import { closed, oneOf, text, uuid, type Guard } from "../guards";
import { PERIODS } from "../shapes";

/** A photo as text: what `panel/ideas/photo.ts` makes is a third of this at most. */
const MOST_PHOTO = 4_000_000;
const PHOTO = /^data:image\/jpeg;base64,[A-Za-z0-9+/]+={0,2}$/;

// A generated validator speaks of a document; a guard asks whether anything at all is one.
const isFeedback: Guard<FeedbackRequest> = (value): value is FeedbackRequest => validateFeedbackRequest(value);
const isIdea: Guard<IdeaRequest> = (value): value is IdeaRequest => validateIdeaRequest(value);
const isReply: Guard<IdeaReplyRequest> = (value): value is IdeaReplyRequest => validateIdeaReplyRequest(value);

/** A `key` is made with the draft: however often a request is sent, what it asks for happens once. */
export const voicesRequests = {
  my_feedback: closed({ type: oneOf("my_feedback") }),
  give_feedback: closed({ type: oneOf("give_feedback"), suggestionId: uuid, feedback: isFeedback }),
  take_back: closed({ type: oneOf("take_back"), suggestionId: uuid }),
  ideas: closed({ type: oneOf("ideas") }),
  /** A photo for an idea, before the idea itself; answered with the id to name it by. */
  upload_photo: closed({ type: oneOf("upload_photo"), key: uuid, photo: uuid, picture: text(MOST_PHOTO, PHOTO) }),
  send_idea: closed({ type: oneOf("send_idea"), key: uuid, idea: isIdea }),
  reply_to_idea: closed({ type: oneOf("reply_to_idea"), key: uuid, ideaId: uuid, reply: isReply }),
  withdraw_idea: closed({ type: oneOf("withdraw_idea"), ideaId: uuid }),
  thanks: closed({ type: oneOf("thanks") }),
  impact: closed({ type: oneOf("impact"), period: oneOf(...PERIODS) }),
};

export interface MyImpact {
  readonly report: Impact;
  /** False while the employee has paused the counting. */
  readonly counting: boolean;
}

export interface VoicesAnswers {
  my_feedback: readonly Feedback[];
  give_feedback: Feedback;
  take_back: null;
  ideas: readonly Idea[];
  upload_photo: string;
  send_idea: Idea;
  reply_to_idea: Idea;
  withdraw_idea: null;
  thanks: readonly Thanks[];
  impact: MyImpact;
}
