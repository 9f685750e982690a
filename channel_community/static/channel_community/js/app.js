// What every page of the community gets besides theme.js, which the head loads. Each module only adds to a page
// that already works without it.
import "./menu.js";
import "./times.js";
import "./toolbar.js";
import "./mentions.js";
import "./enhance.js";
import "./video.js";
