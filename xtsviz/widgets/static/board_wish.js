// The address of the trainer's page may ask for the board: http://…/?board

export function wishForBoard(model) {
  if (new URLSearchParams(location.search).has("board")) model.send({ board_wanted: true });
  return () => {};
}
