// What every page of the community gets. Each module only adds to a page that already works without it.
import "./theme.js";
import "./menu.js";
import "./times.js";
import "./toolbar.js";
