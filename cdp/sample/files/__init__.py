"""The files of the sample company, each as another system writes it."""
