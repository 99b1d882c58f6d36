window.legacy=1
