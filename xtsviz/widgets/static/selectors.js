// How the parts of an explorer are found in the page, and the events that its modules tell each other.

export const ROOT = ".xtsviz-root"; // nothing outside of it is touched
export const CANVAS = ".xtsviz-canvas"; // the graph
export const STATUS = ".xtsviz-status"; // the status line
export const DONE = "xts-done"; // fired on the root when the user has done something that is no click
export const RESUMED = "xtsviz-resumed"; // fired on the document when the new kernel has what the page saved

// Fields with an undo of their own.
export const TEXT = "textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=range])";
