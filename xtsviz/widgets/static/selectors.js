// Selectors for the parts of an explorer in the page, and the events between its modules.

export const ROOT = ".xtsviz-root"; // the explorer; nothing outside is changed
export const CANVAS = ".xtsviz-canvas"; // the graph
export const HAND = ".xts-hand"; // the layer on top of the graph
export const BODY = ".xts-body"; // the picture with what stands beside it
export const FRAME = ".xts-frame"; // the canvas with what lies on it
export const ZOOM = "[data-xts-zoom]"; // the buttons that zoom and fit
export const OVERLAYS = ".xts-overlays"; // the buttons of the overlays
export const PRESENT = ".xts-present"; // the button that fills the screen
export const STATUS = ".xtsviz-status"; // the status line
export const PRACTICE = ".xts-practice"; // the exercises
export const NEW_MOTION = ".xts-figure[data-xts-motion]:not([data-xts-played])"; // a drawn picture that has not moved yet
export const DONE = "xts-done"; // fired on the root after an action that is not a click, so that the page asks for an answer
export const RESUMED = "xtsviz-resumed"; // fired on the document when the new kernel has the saved session

// Fields with an undo of their own.
export const TEXT = "textarea, [contenteditable=true], input:not([type=checkbox], [type=radio], [type=button], [type=range])";
