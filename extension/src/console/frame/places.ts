/** The views that one goes to, in the order in which the navigation shows them. */
import type { IconName } from "../ui/icons";
import type { Key } from "../i18n";

export interface Place {
  readonly path: string;
  readonly label: Key;
  readonly icon: IconName;
  /** Only administrators see it. */
  readonly forAdmins?: boolean;
}

export const PLACES: readonly Place[] = [
  { path: "/console/", label: "place.today", icon: "today" },
  { path: "/console/suggestions", label: "place.suggestions", icon: "list" },
  { path: "/console/calendar", label: "place.calendar", icon: "event" },
  { path: "/console/ideas", label: "place.ideas", icon: "idea" },
  { path: "/console/questions", label: "place.questions", icon: "ask" },
  { path: "/console/numbers", label: "place.numbers", icon: "chart" },
  { path: "/console/links", label: "place.links", icon: "link" },
  { path: "/console/upload", label: "place.upload", icon: "upload" },
  { path: "/console/organisation", label: "place.organisation", icon: "people", forAdmins: true },
];

/** Where one writes something new. */
export const NEW_SUGGESTION = "/console/suggestions/new";

export const placesFor = (isAdmin: boolean): readonly Place[] => PLACES.filter(({ forAdmins }) => isAdmin || forAdmins !== true);

/** Whether a path is that place or lies below it. */
export const isAt = (path: string, place: Place): boolean =>
  place.path === "/console/" ? path === "/console" : path === place.path || path.startsWith(`${place.path}/`);
