/** Carries an employee's words to the server and the answers back. Nothing is kept here: `answer.ts` does that. */
import type { FeedbackRequest, FeedbackPage, Idea, IdeaRequest } from "vertel-schema";
import { bytesOf } from "../shared/data-url";
import { Failed } from "../shared/failure";
import { LONGEST_PATIENCE_MS } from "../shared/patience";
import type { MyImpact, VoicesAnswers } from "../shared/requests";
import type { Period } from "../shared/shapes";
import type { Access, Call } from "./api";

/** Nobody looks at more than this many of their own. */
const MOST = 300;
const PAGE = 100;

const STEPS = { month: { days: 30, interval: "day" }, quarter: { days: 91, interval: "week" }, year: { days: 365, interval: "month" } } as const;
const DAY_MS = 86_400_000;

export interface VoicesDependencies {
  readonly call: Call;
  readonly access: () => Promise<Access>;
  readonly now: () => number;
}

export function createVoices({ call, access, now }: VoicesDependencies) {
  return {
    myFeedback: async (): Promise<VoicesAnswers["my_feedback"]> =>
      call(await access(), (api) => first<FeedbackPage["items"][number]>(api.feedback.mineAll({ limit: PAGE }))),

    give: async (suggestionId: string, feedback: FeedbackRequest) =>
      call(await access(), (api) => api.feedback.give(suggestionId, feedback)),

    takeBack: async (suggestionId: string) => call(await access(), (api) => api.feedback.takeBack(suggestionId)),

    ideas: async (): Promise<readonly Idea[]> =>
      call(await access(), (api) => first(api.ideas.browseAll({ view: "mine", limit: PAGE }))),

    /** A server that is older has none. */
    questions: async (): Promise<VoicesAnswers["questions"]> => {
      const right = await access();
      return call(right, (api) => first(api.questions.browseAll({ view: "mine", limit: PAGE }))).catch((error: unknown) => {
        unlessGone(error);
        return [];
      });
    },

    uploadPhoto: async (key: string, photo: string, picture: string): Promise<string> => {
      // over a phone's connection too
      const patient = { ...(await access()), patienceMs: LONGEST_PATIENCE_MS };
      const options = { idempotencyKey: `${key}/${photo}` };
      return call(patient, async (api) => (await api.images.upload(bytesOf(picture), "image/jpeg", options)).id);
    },

    send: async (key: string, idea: IdeaRequest) =>
      call(await access(), (api) => api.ideas.send(idea, { idempotencyKey: key })),

    reply: async (key: string, ideaId: string, text: string) =>
      call(await access(), (api) => api.ideas.reply(ideaId, { text }, { idempotencyKey: key })),

    withdraw: async (ideaId: string): Promise<void> => {
      const right = await access();
      await call(right, (api) => api.ideas.withdraw(ideaId)).catch(unlessGone);
    },

    thanks: async (): Promise<VoicesAnswers["thanks"]> =>
      call(await access(), (api) => first(api.thanks.mineAll({ limit: PAGE }))),

    impact: async (period: Period): Promise<MyImpact> => {
      const { days, interval } = STEPS[period];
      const since = new Date(now() - (days - 1) * DAY_MS).toISOString().slice(0, 10);
      return call(await access(), async (api) => {
        const [report, me] = await Promise.all([api.me.impact({ since, interval }), api.me.read()]);
        return { report, counting: me.counting ?? true };
      });
    },
  };
}

/** What was withdrawn before, by this very request or on a phone, is withdrawn. */
function unlessGone(error: unknown): void {
  if (!(error instanceof Failed) || error.failure.kind !== "gone") throw error;
}

async function first<T>(all: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of all) {
    found.push(one);
    if (found.length === MOST) break;
  }
  return found;
}
