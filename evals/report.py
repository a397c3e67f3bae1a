def write_report(results, run, path, earlier):
    path.write_text("")
