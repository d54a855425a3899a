// The page's part of the bridge to the kernel. It loads nothing, and changes nothing outside the explorer's root.
//
// Python joins this module and the modules that it imports into one text (xtsviz/widgets/scripts.py).
// xtsviz/widgets/messages.py and kernel_messages.py document the messages. Each imported function starts something, and
// returns a function that stops it.

import { labelControls } from "./accessibility.js";
import { sendActions } from "./actions.js";
import { watchAnswers } from "./answers.js";
import { wishForBoard } from "./board_wish.js";
import { workByHand } from "./by_hand.js";
import { watchCanvas } from "./canvas.js";
import { showHovered } from "./canvas_hover.js";
import { resizeCharts } from "./charts.js";
import { copyOnRequest } from "./clipboard.js";
import { takeDownloads } from "./downloads.js";
import { playDrawn } from "./drawn_motion.js";
import { pressOnEnter } from "./enter.js";
import { limitFields } from "./field_limits.js";
import { editGrid } from "./grid.js";
import { insertCell } from "./insert_cell.js";
import { sendShortcuts } from "./keyboard.js";
import { sendLongText } from "./long_text.js";
import { showMotion } from "./motion_layer.js";
import { hidePicture, keepPicture } from "./notebook_picture.js";
import { presentOnRequest } from "./present.js";
import { chooseByKeys } from "./radio_keys.js";
import { giveRoom } from "./room.js";
import { ROOT } from "./selectors.js";
import { showStatus } from "./status.js";
import { suggestPeople } from "./suggest.js";
import { markUnsaved, saveSession } from "./tab_session.js";
import { followTheme } from "./theme.js";
import { editTitle } from "./title.js";
import { linkTwins } from "./twins.js";
import { sendUploads } from "./uploads.js";
import { zoomOnRequest } from "./zoom.js";

const OF_ROOT = [
  sendShortcuts, sendActions, labelControls, resizeCharts, watchCanvas, showHovered, workByHand, watchAnswers, sendUploads,
  sendLongText, limitFields, markUnsaved, giveRoom, zoomOnRequest, presentOnRequest, showMotion, suggestPeople,
  pressOnEnter, editTitle, insertCell, linkTwins, editGrid, hidePicture,
  playDrawn, chooseByKeys,
];

// Runs once for each explorer, also if it has several views.
function initialize({ model }) {
  const stops = [takeDownloads(model), saveSession(model), keepPicture(model), wishForBoard(model)];
  return () => stops.forEach((stop) => stop());
}

// Runs once for each view.
function render({ model, el }) {
  const stops = [showStatus(model, el), followTheme(model), copyOnRequest(model)];
  // A view has no root until it is in the page. The observer fires when the view gets a size there.
  const arrival = new ResizeObserver(() => {
    const root = el.closest(ROOT);
    if (!root) return;
    arrival.disconnect();
    stops.push(...OF_ROOT.map((start) => start(model, root)));
  });
  arrival.observe(el);
  return () => {
    arrival.disconnect();
    stops.forEach((stop) => stop());
  };
}

export default { initialize, render };
