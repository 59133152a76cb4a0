/**
 * Everything the extension knows about LinkedIn's markup, and the only file that may know it.
 * Attributes that LinkedIn's own code depends on come first; its hashed class names and translated labels never do.
 */

/** The member composer of 2026: its editor, or a wrapper of it. */
export const MEMBER_EDITOR = '[componentkey="ShareBox_textEditor"]';

/** What surrounds the editor in the composers that say what they are. */
export const COMPOSER_SURFACE = [
  '[data-sdui-screen="com.linkedin.sdui.flagshipnav.sharing.ShareCompose"]',
  '[data-test-modal-id="sharebox"]',
  ".share-box-v2__modal",
].join(", ");

/** Something to write a post in. The older composers do not always give Quill's editor a role. */
export const EDITOR = '[contenteditable="true"][role="textbox"], .ql-editor[contenteditable="true"]';

/** Composers that do not say what they are, such as a company page's, are at least dialogs. */
export const DIALOG = 'dialog[open], [role="dialog"]';

/** Every field of a dialog: a composer has exactly one, so a form or a search is not taken for it. */
export const FIELD = '[contenteditable="true"], [role="textbox"], [role="searchbox"], [role="combobox"], textarea, input';

export const BUTTON = 'button, [role="button"]';

/** A button with one of these is not "Post", whatever the language. */
export const ICON = "svg, img, li-icon";

/** Comments, chat, search and Quill's own clipboard: editors that are not the composer, and whatever lies in them. */
export const DECOY = [
  '[componentkey^="commentBox-"]',
  '[class*="comments-comment"]',
  '[class*="msg-form"]',
  '[class*="msg-overlay"]',
  ".ql-clipboard",
  '[role="search"]',
  '[role="searchbox"]',
  '[role="combobox"]',
].join(", ");
