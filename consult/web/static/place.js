// Fills in where somebody is when they ask for it. What the device tells is made
// coarse here already, so that nothing finer is ever sent.
"use strict";
(() => {
  const coarse = (degrees) => (Math.round(degrees * 100) / 100).toFixed(2);
  const fill = (place) => (found) => {
    const [north, east] = place.querySelectorAll("input");
    north.value = coarse(found.coords.latitude);
    east.value = coarse(found.coords.longitude);
    place.querySelector("[role=status]").hidden = true;
    east.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const offer = () => {
    for (const button of document.querySelectorAll("[data-place] button[hidden]")) {
      button.hidden = false;
    }
  };
  if (!navigator.geolocation) return;
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-place] button");
    if (!button) return;
    const place = button.closest("[data-place]");
    navigator.geolocation.getCurrentPosition(
      fill(place),
      () => {
        place.querySelector("[role=status]").hidden = false;
      },
      { enableHighAccuracy: false, maximumAge: 600000, timeout: 20000 },
    );
  });
  offer();
  // The other script puts new fields into the page.
  new MutationObserver(offer).observe(document.body, {
    childList: true,
    subtree: true,
  });
})();
