/** Address -> view. Each view is a file of its own, fetched when it is first opened, or behind the first picture. */
import { Route, Router } from "preact-iso/router";
import { NotFound } from "./frame/not-found";
import { laterView, lazyView } from "./lazy-view";

const Today = lazyView(async () => (await import("./today/today")).Today);
const Suggestions = laterView(async () => (await import("./suggestions/suggestions")).Suggestions);
const Writing = laterView(async () => (await import("./writing/writing")).Writing);
const Calendar = laterView(async () => (await import("./calendar/calendar")).Calendar);
const Ideas = laterView(async () => (await import("./ideas/ideas")).Ideas);
const Idea = laterView(async () => (await import("./ideas/idea")).Idea);
const Feedback = laterView(async () => (await import("./ideas/feedback")).Feedback);
const FeedbackOf = laterView(async () => (await import("./ideas/feedback-of")).FeedbackOf);
const Questions = laterView(async () => (await import("./ideas/questions")).Questions);
const Numbers = laterView(async () => (await import("./numbers/numbers")).Numbers);
const Links = laterView(async () => (await import("./links/links")).Links);
const Upload = laterView(async () => (await import("./upload/upload")).Upload);
const Mails = laterView(async () => (await import("./mails/mails")).Mails);
const Organisation = laterView(async () => (await import("./organisation/organisation")).Organisation);

/** `id` is `new` for what is not there yet. Addresses of administrators are no addresses for anybody else. */
export function Routes({ isAdmin }: { readonly isAdmin: boolean }) {
  return (
    <Router>
      <Route path="/console" component={Today} />
      <Route path="/console/suggestions" component={Suggestions} />
      <Route path="/console/suggestions/:id" component={Writing} />
      <Route path="/console/calendar" component={Calendar} />
      <Route path="/console/ideas" component={Ideas} />
      <Route path="/console/ideas/feedback" component={Feedback} />
      <Route path="/console/ideas/feedback/:id" component={FeedbackOf} />
      <Route path="/console/ideas/:id" component={Idea} />
      <Route path="/console/questions" component={Questions} />
      <Route path="/console/numbers" component={Numbers} />
      <Route path="/console/links" component={Links} />
      <Route path="/console/upload" component={Upload} />
      <Route path="/console/mails" component={Mails} />
      <Route path="/console/organisation/:part?" component={isAdmin ? Organisation : NotFound} />
      <Route default component={NotFound} />
    </Router>
  );
}
