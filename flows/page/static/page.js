// What htmx does not do: nothing yet.
"use strict";
