package com.example;

import org.apache.camel.main.Main;

/** Runs until the process is told to stop. */
public final class MyApplication {

    private MyApplication() {}

    public static void main(String[] args) throws Exception {
        new Main(MyApplication.class).run(args);
    }
}
