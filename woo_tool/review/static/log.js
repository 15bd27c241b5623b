// Printing the log.

document.getElementById("print").addEventListener("click", () => window.print());
