/** What `lazy.tsx` fetches: every view but the list. */
export { Detail } from "./detail/detail";
export { IdeaView } from "./ideas/idea";
export { IdeaForm } from "./ideas/idea-form";
export { Ideas } from "./ideas/ideas";
export { QuestionNote } from "./ideas/questions";
export { ImpactView } from "./impact/impact";
export { HistoryView } from "./history/history-view";
export { HiddenView } from "./list/hidden-view";
export { SetAsideNote } from "./list/set-aside-note";
export { KeysDialog } from "./ui/keys-dialog";
export { NotKept } from "./ui/not-kept";
export { Setup } from "./setup/setup";
export { Goodbye } from "./you/goodbye";
export { Leave } from "./you/leave";
export { SettingsView } from "./you/settings";
export { TransparencyView } from "./you/transparency";
export { You } from "./you/you";
